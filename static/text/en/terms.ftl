# Names of messages, fields and phases. An attribute holds a deck's own word where it differs.

kind-prepare = prepare
    .javed = PREPARE
    .helwer = Prepare
    .meling = Prep
    .krishnamurthy = p1a
kind-promise = promise
    .marshall = ready
    .javed = PROMISE
    .helwer = Promise
    .meling = Prom
    .krishnamurthy = p1b
kind-accept = accept
    .javed = ACCEPT
    .helwer = Accept
    .meling = Acc
    .krishnamurthy = p2a
kind-accepted = accepted
    .javed = ACCEPTED
    .helwer = Accepted
    .meling = Lrn
    .krishnamurthy = p2b
kind-success = success
    .javed = SUCCESS
    .krishnamurthy = decision
kind-reject = reject
    .helwer = Rejected
kind-check = check
    .helwer = Check
kind-found = answer
    .helwer = Answer

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
    .javed = max n
    .helwer = proposal ID seen
    .krishnamurthy = ballot_num
field-accepted = accepted
    .marshall = highest accepted
field-votes = heard
field-learned = learned
field-answers = answers
field-found = found

phase-idle = idle
phase-preparing = preparing
phase-accepting = accepting
phase-chosen = chosen

value-none = none
    .javed = null
value-yes = yes
    .krishnamurthy = true
value-no = no
    .krishnamurthy = false

state-init = INIT
state-wait = WAIT
state-ready = READY
state-precommit = PRECOMMIT
state-commit = COMMIT
state-abort = ABORT

# What a field for a number holds before there was one.
number-none = none
    .javed = 0
    .krishnamurthy = 0

# A message: its kind and what it says. A promise may have nothing to report.
message-label = { $kind } { $content }
    .javed = { $kind }({ $content })
    .meling = ⟨{ $kind }, { $content }⟩
    .krishnamurthy = { $kind }({ $content })
content-proposal = { $n } { $value }
    .javed = { $n }, { $value }
content-no-report = { $n }
    .javed = { $n }, null

role-proposer = proposer
role-acceptor = acceptor
role-learner = learner
role-proposers = proposers
role-acceptors = acceptors
role-learners = learners
role-server = server
role-servers = servers

timer-retry = retry timer

card-wants = wants { $value }
card-wants-nothing = wants nothing
card-number = n =
card-promised = promised
    .marshall = proposed
    .javed = max n
    .helwer = ID seen
card-accepted = accepted
card-checks = checks
card-prepares = prepares
card-down = down
card-chose = Helped choose the value
card-meets = In both quorums: the one that chose and the one that promised last
card-meets-short = both quorums
card-spoken = { $role } { $name }: { $state }
protocol-synod = Single-decree Paxos
