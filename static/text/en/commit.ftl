# Atomic commitment, but for its rules: those are in rules/, with their sources.

refused-no-vote = A participant is asked for a vote: yes or no

kind-can-commit = can-commit
kind-vote = vote
kind-pre-commit = pre-commit
kind-ack = ack
    .krishnamurthy = pong
kind-commit = commit
    .meling = Cmt
kind-abort = abort
kind-inquire = inquire
    .krishnamurthy = catch-up
kind-state = state
help-kind-can-commit = asks for a vote (three-phase commit; in two-phase commit: prepare)
help-kind-vote = says yes or no
help-kind-pre-commit = tells that everybody has voted yes (three-phase commit)
help-kind-ack = acknowledges that
help-kind-commit = tells that it is decided: commit
help-kind-abort = tells that it is decided: abort
help-kind-inquire = asks for the decision
help-kind-state = answers with a state

role-coordinator = coordinator
role-coordinators = coordinator
role-participant = participant
role-participants = participants

property-same-decision = Atomic: all who decide decide the same (AC1)
property-unanimous-commit = Nobody commits unless everybody voted yes (AC3)
property-non-blocking = Non-blocking: whoever is up can decide

cluster-coordinator = Coordinator
cluster-vote = { $name } votes
protocol-two-phase-commit = Two-phase commit
protocol-three-phase-commit = Three-phase commit
