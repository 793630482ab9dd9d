# Paxos Made Moderately Complex: the form in the sandbox, and what the catalogue says. What is said of runs only is in
# rules/pmmc.ftl.

protocol-pmmc = Paxos Made Moderately Complex
kind-propose = propose
kind-collect = collect
help-kind-propose = a replica’s command for a slot, to the leaders
help-kind-collect = a leader says which slots everybody has executed
role-leader = leader
role-leaders = leaders

cluster-configurations = Configurations
cluster-window = WINDOW: slots beyond those executed
cluster-operations = Operations, separated by “;”
cluster-application = Replicas run
cluster-office = A leader runs for office
cluster-accept = An acceptor accepts
cluster-quorum = Leaders wait for
cluster-answers = Commanders count
cluster-phase-1 = Phase 1
cluster-pvalues = An acceptor keeps
cluster-collect = Garbage is collected
cluster-keep-ballot-num = Acceptors store ballot_num
cluster-keep-accepted = Acceptors store accepted
cluster-keep-leader-ballot = Leaders store ballot_num
cluster-keep-leader-proposals = Leaders store proposals
cluster-keep-decisions = Replicas store decisions
cluster-keep-requests = Replicas store requests and proposals
cluster-first-slot = The first slot is
option-application-none = nothing
option-application-store = a key–value store
option-application-bank = a bank account
option-office-by-hand = by hand, or on suspicion
option-office-at-once = whenever preempted, at once
option-office-ping = when pings stay unanswered
option-accept-equal = its current ballot
option-accept-at-least = that and higher ballots
option-accept-any = whatever comes (broken)
option-quorum-majority = a majority
option-quorum-one-less = one less (broken)
option-answers-matching = answers on their ballot
option-answers-any = every answer (broken)
option-phase-1-once = once for each leader
option-phase-1-every-slot = for every slot
option-pvalues-all = all pvalues
option-pvalues-latest = the latest of each slot
option-collect-no = no
option-collect-yes = yes
option-keep-ballot-num-no = no
option-keep-ballot-num-yes = yes
option-keep-accepted-no = no
option-keep-accepted-yes = yes
option-keep-leader-ballot-no = no
option-keep-leader-ballot-yes = yes
option-keep-leader-proposals-no = no
option-keep-leader-proposals-yes = yes
option-keep-decisions-no = no
option-keep-decisions-yes = yes
option-keep-requests-no = no
option-keep-requests-yes = yes
option-first-slot-1 = 1
option-first-slot-0 = 0

# What fails at the end of a lesson is said in the catalogue, too.
property-slot-agreement = What is chosen for a slot stays
property-logs-agree = Replicas execute one sequence
property-linearizable = Clients’ results are linearizable
