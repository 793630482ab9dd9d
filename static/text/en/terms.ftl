# Names of messages, fields and phases. An attribute holds a deck's own word where it differs.

kind-prepare = prepare
kind-promise = promise
    .marshall = ready
kind-accept = accept
kind-accepted = accepted
kind-success = success
kind-reject = reject

field-wants = wants
field-number = n
field-phase = state
field-promises = promises
    .marshall = ready
field-reported = highest reported
field-proposing = proposing
field-acceptances = accepted by
field-promised = promised
    .marshall = highest proposed
field-accepted = accepted
    .marshall = highest accepted
field-votes = heard
field-learned = learned

phase-idle = idle
phase-preparing = preparing
phase-accepting = accepting
phase-chosen = chosen

value-none = none

role-proposer = proposer
role-acceptor = acceptor
role-learner = learner
role-proposers = proposers
role-acceptors = acceptors
role-learners = learners

timer-retry = retry timer

card-wants = wants { $value }
card-wants-nothing = wants nothing
card-number = n =
card-promised = promised
    .marshall = proposed
card-accepted = accepted
card-down = down
card-chose = Helped choose the value
card-meets = In both quorums: the one that chose and the one that promised last
card-meets-short = both quorums
card-spoken = { $role } { $name }: { $state }
protocol-synod = Single-decree Paxos
