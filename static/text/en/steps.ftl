# What happens at a step: the sentences of the rules and their sources, of the network's and the person's events.
# $node is the node that applies the rule.

# Single-decree Paxos. PMS is Lamport's Paxos Made Simple (2001).
rule-want = { $node } is asked to propose { $value }
source-want = Lamport, Paxos Made Simple §2.1: processes can propose values
rule-prepare = { $node } prepares { $n }: it asks every acceptor for a promise
source-prepare = Lamport, Paxos Made Simple §2.2, phase 1(a)
rule-prepare-again = { $node } prepares again, with the higher number { $n }
source-prepare-again = Lamport, Paxos Made Simple §2.2, phase 1(a); a proposer may abandon a proposal at any time
rule-retry = { $node } runs out of patience and prepares again, with { $n }
source-retry = Lamport, Paxos Made Simple §2.4: progress needs a proposer to try again with a higher number
rule-promise-fresh = { $node } promises { $n }: it will accept nothing numbered below, and has accepted nothing so far
source-promise-fresh = Lamport, Paxos Made Simple §2.2, phase 1(b)
rule-promise-report = { $node } promises { $n } and reports what it accepted last, { $accepted }
source-promise-report = Lamport, Paxos Made Simple §2.2, phase 1(b)
rule-ignore-prepare = { $node } ignores prepare { $n }: it has promised { $promised } already
    .javed = { $node } ignores PREPARE({ $n }): it has promised { $promised } already
source-ignore-prepare = Lamport, Paxos Made Simple §2.2, phase 1(b): only a number above all earlier ones is answered
rule-reject-prepare = { $node } rejects prepare { $n }: it has promised { $promised } already
    .javed = { $node } rejects PREPARE({ $n }): it has promised { $promised } already
source-reject-prepare = Lamport, Paxos Made Simple §2.2, last paragraph: telling the proposer is an optimisation
rule-count-promise = { $node } holds { $have } of the { $need } promises that { $n } needs
source-count-promise = Lamport, Paxos Made Simple §2.2, phase 2(a)
rule-promise-quorum = { $node } holds { $have } promises for { $n }: a quorum of { $need }, so it may send accept
source-promise-quorum = Lamport, Paxos Made Simple §2.2, phase 2(a)
rule-stale-promise = { $node } ignores a promise for { $n }: it no longer works on that number
source-stale-promise = Lamport, Paxos Made Simple §2.2: a proposal may be abandoned at any time; what arrives late does no harm
rule-late-promise = { $node } needs no more promises for { $n }: its accept is on the way
source-late-promise = Lamport, Paxos Made Simple §2.2, phase 2(a)
rule-repeated-promise = { $node } has counted the promise of { $from } for { $n } already
source-repeated-promise = Lamport, Paxos Made Simple §2.1: messages can be duplicated
rule-propose-own = { $node } sends accept { $n } { $value }: no promise reports a proposal, so its own value is safe
    .javed = { $node } sends ACCEPT({ $n }, { $value }): no promise reports a proposal, so its own value is safe
source-propose-own = Lamport, Paxos Made Simple §2.2, phase 2(a), and P2c (a)
rule-adopt = { $node } must send accept { $n } { $value }: the highest-numbered proposal reported is { $reported }
    .javed = { $node } must send ACCEPT({ $n }, { $value }): the highest-numbered proposal reported is { $reported }
source-adopt = Lamport, Paxos Made Simple §2.2, phase 2(a), and P2c (b)
rule-propose-own-anyway = { $node } sends accept { $n } { $value } although a promise reports { $reported }
    .javed = { $node } sends ACCEPT({ $n }, { $value }) although a promise reports { $reported }
source-propose-own-anyway = Not Paxos: this variant leaves out P2c, to show what it is for
rule-promise-anyway = { $node } promises { $n } although it has promised { $promised }
source-promise-anyway = Not Paxos: this variant leaves out P1a, to show what it is for
rule-promise-again = { $node } promises { $n } once more
source-promise-again = Van Renesse and Altinbuken, figure 4: every p1a is answered
rule-adopt-first = { $node } sends accept { $n } { $value }: the report that came first is { $reported }
source-adopt-first = Not Paxos: P2c (b) asks for the highest-numbered proposal
rule-adopt-most-frequent = { $node } sends accept { $n } { $value }, which most acceptors report, as { $reported }
source-adopt-most-frequent = Not Paxos: P2c (b) asks for the highest-numbered proposal
rule-propose-early = { $node } sends accept { $n } { $value } with { $have } of { $need } promises
source-propose-early = Not Paxos: phase 2(a) waits for a majority
rule-accept-anyway = { $node } accepts { $proposal } although it has promised { $promised }
source-accept-anyway = Not Paxos: this variant leaves out P1a, to show what it is for
rule-accept-unbound = { $node } accepts { $proposal }; what it promised stays as it is
source-accept-unbound = Lamport, Paxos Made Simple §2.2: only responding to a prepare binds
rule-accept = { $node } accepts { $proposal }, and from now on refuses anything numbered below
source-accept = Lamport, Paxos Made Simple §2.2, phase 2(b), P1a; that accepting also binds is from Lamport’s TLA+ specification
rule-ignore-accept = { $node } ignores accept { $n }: it promised { $promised }
    .javed = { $node } ignores ACCEPT({ $n }): it promised { $promised }
source-ignore-accept = Lamport, Paxos Made Simple §2.2, phase 2(b), P1a
rule-reject-accept = { $node } rejects accept { $n }: it promised { $promised }
    .javed = { $node } rejects ACCEPT({ $n }): it promised { $promised }
source-reject-accept = Lamport, Paxos Made Simple §2.2, last paragraph: telling the proposer is an optimisation
rule-count-accepted = { $node } knows of { $have } of the { $need } acceptances that choose { $proposal }
source-count-accepted = Lamport, Paxos Made Simple §2.2: chosen is what a large enough set accepted
rule-know-chosen = { $node } knows of { $have } acceptances: { $proposal } is chosen
source-know-chosen = Lamport, Paxos Made Simple §2.2: chosen is what a large enough set accepted
rule-more-accepted = { $node } hears of acceptance number { $have } of { $proposal }, which is chosen already
source-more-accepted = Lamport, Paxos Made Simple §2.2: chosen is what a large enough set accepted
rule-stale-accepted = { $node } ignores an acceptance of { $n }: it no longer works on that number
source-stale-accepted = Lamport, Paxos Made Simple §2.2: a proposal may be abandoned at any time; what arrives late does no harm
rule-repeated-accepted = { $node } has counted the acceptance of { $n } by { $from } already
source-repeated-accepted = Lamport, Paxos Made Simple §2.1: messages can be duplicated
rule-hear-rejection = { $node } hears that { $n } is refused: { $promised } has been promised already
source-hear-rejection = Lamport, Paxos Made Simple §2.2, last paragraph
rule-stale-rejection = { $node } ignores the rejection of { $n }: it no longer works on that number
source-stale-rejection = Lamport, Paxos Made Simple §2.2: a proposal may be abandoned at any time; what arrives late does no harm
rule-announce = { $node } tells the learners that { $proposal } is chosen
source-announce = Lamport, Paxos Made Simple §2.3: one that knows tells the others
rule-learn-from-proposer = { $node } learns { $value }
source-learn-from-proposer = Lamport, Paxos Made Simple §2.3
rule-count-vote = { $node } has heard of { $have } of the { $need } acceptances that choose { $proposal }
source-count-vote = Lamport, Paxos Made Simple §2.3
rule-learn-from-quorum = { $node } has heard of { $have } acceptances of one proposal, a quorum of { $need }: it learns { $value }
source-learn-from-quorum = Lamport, Paxos Made Simple §2.3
rule-know-already = { $node } has learned { $value } already
source-know-already = Lamport, Paxos Made Simple §2.3
rule-learn-contradiction = { $node } has learned { $learned }, and now hears that { $value } is chosen too: two values are chosen
source-learn-contradiction = Lamport, Paxos Made Simple §2.1: only a single value may be chosen

# Steps of the network, of crashes, and of the person.
step-start = Nothing has happened yet
step-deliver = { $to } receives { $message } from { $from }
notice-lost-at-crashed-node = { $message } reaches { $to }, which is down, and is lost
notice-dropped = { $message } from { $from } to { $to } is lost
notice-duplicated = { $message } from { $from } to { $to } is duplicated
notice-held = { $message } from { $from } to { $to } is held back
notice-released = { $message } from { $from } to { $to } is released
notice-crashed = { $node } crashes. What it sent is still on its way
notice-restarted = { $node } restarts from its stable storage
notice-cut = The link between { $a } and { $b } is cut: what is sent across it from now on is lost
notice-mended = The link between { $a } and { $b } works again
notice-partitioned = The network splits into { $groups }
notice-healed = All links work again
notice-lost-across-cut = { $count ->
    [one] One message was sent across a cut link and is lost
   *[other] { $count } messages were sent across cut links and are lost
}
source-notice-lost-at-crashed-node = Lamport, Paxos Made Simple §2.1: agents may fail by stopping, and messages can be lost
source-notice-dropped = Lamport, Paxos Made Simple §2.1: messages can be lost
source-notice-duplicated = Lamport, Paxos Made Simple §2.1: messages can be duplicated
source-notice-held = Lamport, Paxos Made Simple §2.1: messages can take arbitrarily long to be delivered
source-notice-released = Lamport, Paxos Made Simple §2.1: messages can take arbitrarily long to be delivered
source-notice-crashed = Lamport, Paxos Made Simple §2.1: agents may fail by stopping, and may restart
source-notice-restarted = Lamport, Paxos Made Simple §2.5: stable storage is preserved during failures
source-notice-cut = Lamport, Paxos Made Simple §2.1: messages can be lost; across a cut link all are
source-notice-mended = Lamport, Paxos Made Simple §2.1: messages can be lost; across a cut link all are
source-notice-partitioned = Lamport, Paxos Made Simple §2.1: messages can be lost; a partition is the loss of every message across it
source-notice-healed = Lamport, Paxos Made Simple §2.1: messages can be lost; a partition is the loss of every message across it
source-notice-lost-across-cut = Lamport, Paxos Made Simple §2.1: messages can be lost; across a cut link all are
notice-chosen = { $value } is chosen, at { $ballot }, by { $nodes }

# What can happen, as buttons and the toolbar say it.
event-request = ask { $node } to propose { $value }
event-prepare = { $node } prepares { $n }
    .krishnamurthy = { $node } runs for office with { $n }
event-send-accept = { $node } sends accept
    .javed = { $node } sends ACCEPT
event-send-success = { $node } tells the learners
event-fire = { $node }’s { $timer } fires
event-crash = { $node } crashes
event-restart = { $node } restarts
event-cut = cut { $a } – { $b }
event-mend = mend { $a } – { $b }
event-partition = split into { $groups }
event-heal = Mend all links
event-deliver = deliver { $message } → { $to }
event-drop = drop { $message } → { $to }
event-duplicate = duplicate { $message } → { $to }
event-hold = hold { $message } → { $to }
event-release = release { $message } → { $to }
message-spoken = { $message }, { $from } to { $to }{ $copy ->
    [yes] , a duplicate
   *[no] {""}
}{ $held ->
    [yes] , held back
   *[no] {""}
}
offer-deliver = Deliver
offer-drop = Drop
offer-duplicate = Duplicate
offer-hold = Hold
offer-release = Release
offer-fire = Fire
offer-crash = Crash
offer-restart = Restart
offer-cut = Cut link
offer-mend = Mend link
offer-prepare = Prepare { $n }
    .krishnamurthy = Run for office, { $n }
offer-prepare-again = Prepare again, { $n }
    .krishnamurthy = Run for office again, { $n }
offer-send-accept = Send accept
    .javed = Send ACCEPT
offer-send-success = Tell learners

# Messages in the space–time diagram.
flight-spoken = { $message }. Sent at step { $sent }, { $fate }
flight-arrived = arrived at step { $at }
flight-dropped = lost at step { $at }
flight-at-crashed = lost at a crashed node at step { $at }
flight-across-cut = lost across a cut link
flight-open = still on its way
diagram-learned = { $node } learned { $value }
diagram-cuts = { $count ->
    [one] one link is cut
   *[other] { $count } links are cut
}
