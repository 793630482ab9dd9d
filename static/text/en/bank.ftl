# A replicated bank account, but for its rules: those are in rules/. The deck is Andrew Helwer’s “The Paxos Protocol” in
# the Dr. TLA+ series.

kind-forward = forward
kind-learn = learn
    .krishnamurthy = executed
help-kind-forward = passes a command on to the replica that numbers
help-kind-learn = tells an entry of the log
role-replica = replica
role-replicas = replicas

property-same-state = Replicas that executed equally much are equal

cluster-replicas = Replicas
cluster-balance = Balance at the start
cluster-order = Commands are executed
option-order-log = in the order of the log
option-order-arrival = as they arrive
protocol-bank = Replicated bank account
rules-bank-arrival = Replicated bank account, as commands arrive
