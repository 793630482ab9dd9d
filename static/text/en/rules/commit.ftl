# Atomic commitment: rules and sources. $node is the node that applies the rule.
#
# Gray: Notes on Data Base Operating Systems, 1978. Skeen: Nonblocking Commit Protocols, 1981. Skeen and Stonebraker: A
# Formal Model of Crash Recovery in a Distributed System, 1983. Bernstein, Hadzilacos and Goodman: Concurrency Control and
# Recovery in Database Systems, 1987. Mohan, Lindsay and Obermarck: Transaction Management in R*, 1986.

rule-change-vote = { $node } will vote { $value }
source-change-vote = A participant may vote as it likes until it has voted
rule-ask-for-votes = { $node } asks every participant whether it can commit, and waits for the votes
source-ask-for-votes = Gray: the coordinator asks first and decides after
rule-vote-yes = { $node } votes yes: its log says READY, and from now on it may not abort by itself
source-vote-yes = Gray: who agrees must be able to commit and to undo, whatever fails
rule-vote-no = { $node } votes no and aborts: without its yes nobody can commit
source-vote-no = Gray: every participant may refuse before it has agreed
rule-vote-aborted = { $node } votes no: it has aborted already
source-vote-aborted = Gray: every participant may refuse before it has agreed
rule-vote-once = { $node } has voted and does not vote again
source-vote-once = Bernstein, Hadzilacos and Goodman, chapter 7: a participant votes once
rule-count-yes = { $node } has { $have } of { $need } yes votes, and waits for the others
source-count-yes = Gray: to commit takes every vote
rule-decide-commit = { $node } has all { $need } yes votes and writes COMMIT into its log: it is decided
source-decide-commit = Gray: the moment of decision is the commit record in the coordinator’s log
rule-decide-abort = { $node } writes ABORT into its log: { $from } has voted no
source-decide-abort = Gray: one refusal suffices
rule-late-vote = { $node } needs the vote of { $from } no more
source-late-vote = Gray: after the decision no vote counts
rule-send-pre-commit = { $node } has all { $need } yes votes and tells everybody so, before it decides
source-send-pre-commit = Skeen: nobody commits while somebody may still be in READY
rule-take-pre-commit = { $node } knows that everybody has voted yes, and acknowledges that
source-take-pre-commit = Skeen: a state between READY and COMMIT
rule-ignore-pre-commit = { $node } is in { $state } and has no use for a pre-commit
source-ignore-pre-commit = Skeen: only READY leads to PRECOMMIT
rule-count-ack = { $node } has { $have } of { $need } acknowledgements
source-count-ack = Skeen: everybody is to be in PRECOMMIT before anybody commits
rule-acks-suffice = { $node } has all { $need } acknowledgements and writes COMMIT into its log: it is decided
source-acks-suffice = Skeen: everybody is in PRECOMMIT, so somebody may commit
rule-late-ack = { $node } needs the acknowledgement of { $from } no more
source-late-ack = Skeen: after the decision no acknowledgement counts
rule-tell-decision = { $node } tells every participant: { $state }
source-tell-decision = Gray: the decision is told once it is in the log
rule-obey-decision = { $node } hears { $state } from { $from }, and ends so
source-obey-decision = Gray: participants do what was decided
rule-know-decision = { $node } knows: { $state }
source-know-decision = Bernstein, Hadzilacos and Goodman, chapter 7: messages may come twice
rule-keep-decision = { $node } hears { $state }, but it has decided { $kept }, and a decision can’t be taken back
source-keep-decision = Bernstein, Hadzilacos and Goodman, chapter 7: no process reverses its decision (AC2)
rule-abort-unasked = { $node } has waited too long to be asked, and aborts: it has not voted
source-abort-unasked = Gray: every participant may refuse before it has agreed
rule-abort-unanswered = { $node } has waited too long for votes, has { $have } of { $need }, and aborts
source-abort-unanswered = Gray: the coordinator may abort as long as it has not decided to commit
rule-ask-around = { $node } has waited too long and may not decide alone: it asks everybody for the decision
source-ask-around = Bernstein, Hadzilacos and Goodman, chapter 7: the cooperative termination protocol
rule-abort-ready = { $node } has waited too long in READY, and aborts
source-abort-ready = Skeen and Stonebraker: as long as it is in READY, nobody has committed
rule-commit-pre-committed = { $node } has waited too long in PRECOMMIT, and commits
source-commit-pre-committed = Skeen and Stonebraker: everybody has voted yes, and all who are up are taken to know it too
rule-commit-unacknowledged = { $node } has waited too long for acknowledgements, has { $have } of { $need }, and commits
source-commit-unacknowledged = Skeen and Stonebraker: whoever is silent is taken to be down, and will ask when it is back
rule-abort-when-asked = { $node } aborts since { $from } asks: it has not voted, so nobody can have committed
source-abort-when-asked = Bernstein, Hadzilacos and Goodman, chapter 7: the cooperative termination protocol
rule-tell-state = { $node } tells { $from } that it is in { $state }
source-tell-state = Bernstein, Hadzilacos and Goodman, chapter 7: who knows the decision tells who asks
rule-tell-doubt = { $node } tells { $from } that it is in { $state }: it does not know the decision either
source-tell-doubt = Bernstein, Hadzilacos and Goodman, chapter 7: who is uncertain can help nobody
rule-note-doubt = { $node } hears that { $from } is in { $state } and knows no decision: that makes { $have } of { $need }
source-note-doubt = Bernstein, Hadzilacos and Goodman, chapter 7: who hears of no decision stays blocked
rule-stale-answer = { $node } has no use for this answer from { $from }
source-stale-answer = Bernstein, Hadzilacos and Goodman, chapter 7: messages may come late
rule-presume-abort = { $node } finds no decision in its log, and aborts: nobody can have been told to commit
source-presume-abort = Gray: no commit record, no commit; Mohan, Lindsay and Obermarck: presumed abort
rule-recover-unvoted = { $node } finds no yes in its log, and aborts
source-recover-unvoted = Gray: who has not agreed may refuse
rule-recover-decision = { $node } finds { $state } in its log
source-recover-decision = Gray: a decision outlives every crash
rule-recover-in-doubt = { $node } finds { $state } in its log and no decision: it asks everybody
source-recover-in-doubt = Bernstein, Hadzilacos and Goodman, chapter 7: the others may have decided meanwhile

# What else is said of its runs only.

event-begin = { $node } asks for votes
event-send-commit = { $node } tells everybody to commit
event-send-abort = { $node } tells everybody to abort
event-request-vote = tell { $node } to vote { $value }
offer-begin = Ask for votes
offer-send-commit = Tell everybody to commit
offer-send-abort = Tell everybody to abort
field-state = state
field-log = log
field-vote = vote
field-yes-votes = votes
field-acks = acks
field-undecided = undecided
timer-timeout = time-out
broken-same-decision = { $a } decided { $first } and { $b } { $then }
broken-unanimous-commit = { $node } committed, and { $missing } had not voted yes
broken-non-blocking = { $nodes } { $count ->
    [one] waits
   *[other] wait
} for { $away }, { $absent ->
    [one] which is down
   *[other] which are down
}
waiting-for-cut-off = { $nodes } { $count ->
    [one] waits
   *[other] wait
} for { $away }, down or cut off
decided-nothing = nothing decided yet
decided-commit = { $nodes } decided COMMIT
decided-abort = { $nodes } decided ABORT
decided-both = COMMIT and ABORT!
propose-vote = How it shall vote
