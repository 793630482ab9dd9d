# What is said of runs of Paxos Made Moderately Complex, fetched beside the first of them. $node is the node that applies
# the rule. The deck is Arvind Krishnamurthy's; the paper is the one of that name by Robbert van Renesse and Deniz
# Altinbuken (ACM Computing Surveys 47, 2015); the report is its version of 2011.

rule-ask-replicas = { $node } sends { $command } to every replica
source-ask-replicas = Paper, section 2: a client broadcasts its request to all replicas
rule-ask-replicas-again = { $node } has waited long enough for the result of { $command }, and asks again
source-ask-replicas-again = Paper, section 2: a client asks again until it has a response; the command says which request it is
rule-take-result = { $node } is told by { $from } that { $command } gives { $result }
source-take-result = Paper, section 2: ⟨response, cid, result⟩
rule-know-result = { $node } waits for { $command } no longer, and passes over the response of { $from }
source-know-result = Paper, section 2: every replica responds, and one response is enough
rule-note-request = { $node } notes { $command } among its requests
source-note-request = Paper, figure 1: requests := requests ∪ {"{"}c{"}"}
rule-request-known = { $node } has { $command } among its requests or proposals already
source-request-known = Paper, figure 1: requests and proposals are sets
rule-request-executed = { $node } has executed { $command } already
source-request-executed = Paper, figure 1: a command is performed once
rule-respond-again = { $node } has executed { $command } already, and tells its client the result again: { $result }
source-respond-again = Not in the paper, whose responses arrive: the last result of each client is kept
rule-propose-slot = { $node } proposes { $command } for slot { $slot } to the leaders
source-propose-slot = Paper, figure 1: propose()
rule-propose-slot-again = { $node } has waited long enough for slot { $slot }, and proposes { $command } again
source-propose-slot-again = Not in the paper, whose messages arrive
rule-slot-decided = { $node } knows what is decided for slot { $slot }, and goes on to the next one
source-slot-decided = Paper, figure 1: propose() passes over slots with a decision
rule-drop-executed = { $node } does not propose { $command } any more: it was decided meanwhile
source-drop-executed = The paper proposes it once more and skips it when it is decided again
rule-note-decision = { $node } hears that slot { $slot } is decided: { $command }
source-note-decision = Paper, figure 1: ⟨decision, s, c⟩
rule-decision-known = { $node } knows already that slot { $slot } is { $command }
source-decision-known = Paper, figure 1: decisions are a set
rule-await-slot = { $node } executes nothing: the decision for slot { $slot } is missing
source-await-slot = Paper, figure 1: decisions are performed in the order of slots
rule-take-back = { $node } had proposed { $command } for slot { $slot }; it goes back among the requests
source-take-back = Paper, figure 1: a command that lost its slot is proposed again
rule-execute-slot = { $node } executes slot { $slot }, { $command }: { $result }
source-execute-slot = Paper, figure 1: perform(c)
rule-skip-slot = { $node } passes over slot { $slot }: { $command } was executed in an earlier one
source-skip-slot = Paper, figure 1: perform(c) executes a command once
rule-skip-no-op = { $node } passes over slot { $slot }, which holds nothing
source-skip-no-op = Paper, section 2: a slot can be filled with a command that does nothing
rule-reconfigure = { $node } executes a reconfiguration: from slot { $slot } on, configuration { $configuration } decides
source-reconfigure = Paper, section 2: a reconfiguration counts from WINDOW slots later on
rule-no-configuration = { $node } passes over slot { $slot }: there is no such configuration
source-no-configuration = Not in the paper: configurations are set up before the run
rule-catch-up = { $node } has nothing for slot { $slot }, and asks the others
source-catch-up = Paper, section 4.2: a replica that has missed decisions learns the state from another one
rule-help-up = { $node } tells { $from } what it has executed
source-help-up = Paper, section 4.2: a replica that has missed decisions learns the state from another one
rule-no-help-up = { $node } has not executed more than { $from }, and says nothing
source-no-help-up = Paper, section 4.2: a replica that has missed decisions learns the state from another one
rule-take-state = { $node } takes over the state before slot { $slot }
source-take-state = Paper, section 4.2: a replica that has missed decisions learns the state from another one
rule-know-state = { $node } has executed as much itself: the state before slot { $slot } is nothing new
source-know-state = Paper, section 4.2: a replica that has missed decisions learns the state from another one
rule-run-for-office = { $node } runs for office: a scout asks the acceptors to adopt { $ballot }
source-run-for-office = Deck, slides “Leader: Getting Elected”; paper, figure 6
rule-scout-again = { $node }’s scout asks again who has not answered
source-scout-again = Not in the paper, whose messages arrive
rule-count-adoption = { $from } has adopted { $node }’s ballot: { $have } have, { $need } are needed
source-count-adoption = Paper, figure 6: a scout waits for a majority
rule-scout-gone = { $node } has no scout any more that waits for { $from }
source-scout-gone = Paper, figure 6: a scout exits when it is done, or preempted
rule-adopted = adopted: a majority has adopted { $ballot }, and { $node } is active
source-adopted = Paper, figure 7: ⟨adopted, ballot_num, pvals⟩
rule-take-over-pvalue = { $node } must propose { $command } for slot { $slot }: it was accepted, and might be decided
source-take-over-pvalue = Paper, section 2.4: for each slot the pvalue with the highest ballot (pmax)
rule-note-proposal = { $node } notes { $command } for slot { $slot }, and is not active
source-note-proposal = Paper, figure 7: a passive leader keeps proposals
rule-know-proposal = { $node } has { $command } for slot { $slot } already
source-know-proposal = Paper, figure 7: the first proposal for a slot counts
rule-slot-taken = { $node } has { $holds } for slot { $slot }: { $command } comes too late
source-slot-taken = Deck, “Op1 should be A”; paper, figure 7: the first proposal for a slot counts
rule-tell-decided = { $node } knows that slot { $slot } is decided, and tells it again: { $command }
source-tell-decided = Not in the paper, whose decisions arrive
rule-send-commander = { $node } sends out a commander: slot { $slot } should be { $command }
source-send-commander = Deck, “Op1 should be A”; paper, figure 7: spawn(Commander)
rule-commander-again = { $node }’s commander for slot { $slot } asks again who has not answered
source-commander-again = Not in the paper, whose messages arrive
rule-count-pvalue = { $from } has accepted for slot { $slot }: { $have } have, { $need } are needed
source-count-pvalue = Paper, figure 5: a commander waits for a majority
rule-commander-gone = { $node } has no commander any more that waits for { $from } about slot { $slot }
source-commander-gone = Paper, figure 5: a commander exits when it is done, or preempted
rule-decide-slot = { $node }’s commander has a majority: slot { $slot } is { $command }, and the replicas are told
source-decide-slot = Deck, “Op1 is A”; paper, figure 5
rule-preempted = preempted: an acceptor has adopted { $by }, so { $node } is not active
source-preempted = Deck, slides “Leader: Getting Elected”; paper, figure 7
rule-ping-rival = { $node } pings { $rival }, and would run again after { $patience ->
    [one] one tick
   *[other] { $patience } ticks
} of silence
source-ping-rival = Deck, “When to run for office”; paper, section 3: ping the leader that preempted you
rule-answer-ping = { $node } is there, and tells { $from }
source-answer-ping = Paper, section 3: a leader answers pings
rule-rival-alive = { $node } hears that { $rival } is there, and goes on waiting
source-rival-alive = Paper, section 3: as long as the other one answers, wait
rule-rival-silent = { $node } has heard nothing of { $rival } for too long
source-rival-silent = Deck, “When to run for office”: when the current leader seems to have failed
rule-late-pong = { $node } does not wait for { $from } any more
source-late-pong = Paper, section 3: as long as the other one answers, wait
rule-adopt-ballot = { $node } adopts { $ballot }, and tells what it has accepted
source-adopt-ballot = Deck, slides “Acceptors”; paper, figure 4: p1a
rule-keep-ballot = { $node } keeps { $adopted }, which is not below { $ballot }, and tells what it has accepted
source-keep-ballot = Deck, slides “Acceptors”; paper, figure 4: it answers with its own ballot
rule-accept-pvalue = { $node } accepts { $command } for slot { $slot } on { $ballot }
source-accept-pvalue = Deck, slides “Acceptors”; paper, figure 4: p2a
rule-know-pvalue = { $node } has accepted { $command } for slot { $slot } on { $ballot } already
source-know-pvalue = Paper, figure 4: accepted is a set
rule-refuse-pvalue = { $node } accepts nothing on { $ballot }: its ballot is { $adopted }
source-refuse-pvalue = Deck, slides “Acceptors”: “Only accept values from current ballot”
rule-refuse-unadopted = { $node } accepts nothing on { $ballot }, which it has not adopted
source-refuse-unadopted = Deck, slides “Acceptors”: “Only accept values from current ballot”
rule-know-collected = { $node } knows that every replica has executed slot { $slot }
source-know-collected = Paper, section 4.2: what all replicas have learned is needed no more
rule-note-executed = { $node } notes that { $from } has executed everything below slot { $slot }
source-note-executed = Paper, section 4.2: replicas say what they have learned
rule-collect-slots = { $node } has heard from every replica: nothing below slot { $slot } is needed any more
source-collect-slots = Paper, section 4.2: what all replicas have learned is needed no more
rule-forget-pvalues = { $node } forgets the pvalues of slots below { $slot }
source-forget-pvalues = Paper, section 4.2: acceptors release pvalues
rule-forget-decisions = { $node } forgets decisions below slot { $slot } that it has executed
source-forget-decisions = Paper, section 4.2: replicas release what is applied

field-pvalues = accepted
field-proposals = proposals
field-scout = scout waits for
field-commanders = commanders wait for
field-slot-in = slot_in
field-slot-out = slot_out
field-requests = requests
field-decisions = decisions
field-store = store
field-configuration = configuration
field-collected = forgotten below
field-results = results
card-slots = in { $in } · out { $out }
card-scout = scout
card-commanders = cmdrs
card-active = active · { $ballot }
card-passive = { $ballot }
chosen-slots = { $count ->
    [0] no slot decided yet
    [one] one slot decided
   *[other] { $count } slots decided
}
notice-chosen-slot = Slot { $slot }: { $value } is chosen on { $ballot } by { $nodes }
broken-slot-agreement = { $chosen } was chosen, and { $accepted } was accepted all the same
broken-logs-agree = { $a } has executed { $first }, { $b } { $other }: neither is a prefix of the other
broken-linearizable = { $client } was told { $result } for { $command }, asked at step { $asked }: no order of the commands explains that
costs-commands = { $count ->
    [one] One command executed
   *[other] { $count } commands executed
}
costs-writes = { $ratio } writes to stable storage for each
