# Leader election by heartbeats, but for its rules: those are in rules/. The deck is Andrew Helwer’s “The Paxos Protocol”
# in the Dr. TLA+ series.

kind-heartbeat = heartbeat
    .krishnamurthy = ping
help-kind-heartbeat = says that its sender is alive

next-several = { $event }, and { $count } more
property-one-leader = At most one leader at a time

cluster-drives = The leader drives
option-drives-nothing = nothing
option-drives-paxos = single-decree Paxos
protocol-election = Leader election by heartbeats
