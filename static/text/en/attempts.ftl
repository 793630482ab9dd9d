# The attempts before Paxos, but for their rules: those are in rules/. The deck is Andrew Helwer’s “The Paxos Protocol” in
# the Dr. TLA+ series.

help-kind-check = asks whether a value has been accepted (attempt #3)
help-kind-found = answers that

property-consistency = 1 Consistency: only one value can be chosen
property-immutability = 2 Immutability: a chosen value is never replaced
property-durability = 3 Durability: with a majority up, progress is possible
standstill-short-down = { $have } of { $of } up, { $need } needed
standstill-short-cut = { $have } of { $of } in reach, { $need } needed
standstill-nobody = No node that proposes is up: only what is in flight can still be chosen until one restarts
standstill-short-nobody = nobody proposes
standstill-down = Only { $have } of { $of } that vote are up; { $need } are needed: nothing proposed from now on can be chosen until one restarts
standstill-cut = No proposer reaches more than { $have } of { $of } that vote; { $need } are needed: nothing proposed from now on can be chosen until a link works

cluster-protocol = Protocol
cluster-servers = Servers
cluster-member-wants = { $name } wants
protocol-attempt-1 = Attempt #1: first value
protocol-attempt-2 = Attempt #2: every value
protocol-attempt-3 = Attempt #3: look first
protocol-attempt-4 = Attempt #4: numbers
protocol-attempt-4-continued = #4 continued: Paxos by servers
