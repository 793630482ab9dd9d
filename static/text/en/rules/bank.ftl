# A replicated bank account: rules and sources. $node is the replica that applies the rule. The deck is Andrew Helwer’s
# “The Paxos Protocol” in the Dr. TLA+ series.

rule-not-a-command = { $node } knows no such command as “{ $value }”. There is “Withdraw $20” and “Deposit $50”, with any amount
source-not-a-command = Helwer, slide 6: the commands of the account
rule-forward-command = { $node } passes { $command } on to { $to }, which numbers the commands
source-forward-command = Helwer, slide 5: one node handles all client requests
rule-number-command = { $node } gives { $command } the place { $index } in the log, and tells every replica
source-number-command = Helwer, slide 6: the log. Who numbers it, and survives failures, is what Paxos is for
rule-log-entry = { $node } notes { $command } at place { $index } of its log
source-log-entry = Helwer, slide 6: every replica has the log
rule-know-entry = { $node } has the entry at place { $index } already
source-know-entry = Helwer, slide 4: messages can be delivered several times
rule-await-entry = { $node } waits for the entry at place { $missing } before it executes what comes after
source-await-entry = Helwer, slide 6: replicas execute in the order of the log
rule-execute-command = { $node } executes { $command }: the balance is ${ $balance }
source-execute-command = Helwer, slide 6: the replicas are state machines
rule-refuse-withdrawal = { $node } executes { $command } and refuses it: there are ${ $balance } on the account
source-refuse-withdrawal = Not in the deck, which withdraws only what is there; every replica refuses alike

# What else is said of its runs only.

field-balance = balance
field-executed = executed
card-balance = balance
card-log = log
card-withdraw = W ${ $amount }
card-deposit = D ${ $amount }
broken-same-state = { $nodes } differ in their first { $count ->
    [one] command
   *[other] { $count } commands
}
