# The ladder from one server to Multi-Paxos: rules and sources. $node is the node that applies the rule, $state a state
# with the server that is in it. The deck is “Paxos Explained from Scratch” by Hein Meling and Leander Jehl; slides are
# those of its 92, the paper is the one of that name (OPODIS 2013).

kind-request = request
kind-reply = reply
    .krishnamurthy = response
help-kind-request = a client’s request, to every server
help-kind-reply = a server’s state, to the client that asked
role-client = client
role-clients = clients

cluster-clients = Clients
cluster-requests = Requests of each client
cluster-begins = At the start, who leads
cluster-sequence-numbers = Sequence numbers
cluster-gaps = What is out of order is
cluster-learns = Learns and retransmission
cluster-one-at-a-time = One accept at a time
cluster-wait = The leader waits for learns
cluster-takeover = Who detects a failure
cluster-leaders = Messages of different leaders are
cluster-promises = A promise tells
cluster-execute = A follower executes
cluster-conflict = Of two accepts for one number
cluster-instances = Sequence numbers that there are
option-order-leader = as a leader orders
option-begins-nobody = nobody
option-begins-first = the first server
option-sequence-numbers-no = no
option-sequence-numbers-yes = yes
option-gaps-ignored = executed as it arrives
option-gaps-discarded = discarded
option-gaps-buffered = buffered
option-learns-no = no
option-learns-yes = yes
option-one-at-a-time-no = no
option-one-at-a-time-yes = yes
option-wait-no = no
option-wait-yes = yes
option-takeover-never = does nothing
option-takeover-alone = goes on alone
option-takeover-lead = leads
option-takeover-prepare = sends prepare
option-leaders-alike = alike
option-leaders-named = known by the leader’s name
option-leaders-rounds = known by their round
option-promises-empty = nothing
option-promises-accepted = what was accepted
option-execute-accept = on an accept
option-execute-learns = on learns of a majority
option-execute-commit = on a commit
option-conflict-first = the first wins
option-conflict-last = the last wins
option-instances-many = as many as needed
option-instances-one = one
config-switches = “{ $setting }” does not go with the other settings.

protocol-single-server = SingleServer
protocol-two-servers = Two servers
protocol-send-accept = SendAccept: a leader orders
protocol-sequence-numbers = Sequence numbers, unused
protocol-discard = Discard what is out of order
protocol-buffer = Buffer what is out of order
protocol-retransmit = Retransmission until a learn
protocol-retrans-accept = RetransAccept
protocol-single-server-rule = RetransAccept and the single-server rule
protocol-wait-for-learn = WaitForLearn, two servers
protocol-wait-for-learn-3 = WaitForLearn, three servers
protocol-leader-names = Leader change with leaders’ names
protocol-round-numbers = Leader change with round numbers
protocol-leader-change = Promises that tell what was accepted
protocol-five-servers = Five servers
protocol-all-to-all-learn = All-to-all learn
protocol-await-commit = Await commit
protocol-multi-paxos = Multi-Paxos
protocol-paxos = Paxos, one instance

ladder-all = All rungs of the ladder

# What fails at the end of a lesson is said in the catalogue, too.
property-clients-agree = Clients see one sequence
property-servers-agree = Servers follow one sequence
