# Leader election by heartbeats: rules and sources. $node is the process that applies the rule. The deck is Andrew
# Helwer’s “The Paxos Protocol” in the Dr. TLA+ series.

rule-first-beat = { $node } starts: it sends its first heartbeat and begins to listen
source-first-beat = Helwer, slide 8: processes send heartbeats to every other process
rule-beat = { $node } sends its heartbeat. It has heard nothing from any higher process for { $silence } of { $need } ticks
source-beat = Helwer, slide 8: a heartbeat to every other process every T seconds
rule-beat-as-leader = { $node } leads, and sends its heartbeat
source-beat-as-leader = Helwer, slide 8: a heartbeat to every other process every T seconds
rule-elect = { $silence } ticks without a word from above: { $node } considers itself leader
source-elect = Helwer, slide 8: who hears nothing from any higher process in 2T seconds elects itself leader
rule-hear-higher = { $node } hears { $from }, which is higher, and counts anew
source-hear-higher = Helwer, slide 8: who hears a higher process does not elect itself
rule-step-down = { $node } hears { $from }, which is higher, and steps down
source-step-down = Implied by Helwer, slide 8: the deck says when a process becomes leader, and not when it stops
rule-hear-lower = { $node } hears { $from }, which is lower: that changes nothing
source-hear-lower = Helwer, slide 8: only higher processes count

# What else is said of its runs only.

field-leads = leads
    .krishnamurthy = active
field-silence = silence
timer-heartbeat = heartbeat timer
card-leads = leads
card-silence = silence
leaders = { $count ->
    [0] nobody leads
    [one] { $nodes } leads
   *[other] { $nodes } lead at once
}
broken-one-leader = { $nodes } lead at once
