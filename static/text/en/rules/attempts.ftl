# The attempts before Paxos: rules and sources. $node is the node that applies the rule. The deck is Andrew Helwer’s
# “The Paxos Protocol” in the Dr. TLA+ series.

rule-send-value = { $node } sends { $value } to every server
source-send-value = Helwer, attempts #1 and #2: a single round
rule-send-check = { $node } asks every server whether it has accepted a value
source-send-check = Helwer, attempt #3: first check whether acceptors have accepted a value
rule-take-first = { $node } accepts { $value }: it had nothing yet
source-take-first = Helwer, attempts #1 to #3: an acceptor without a value accepts what comes
rule-keep-first = { $node } keeps { $kept } and ignores { $value }: it accepts the first value only
source-keep-first = Helwer, attempt #1: acceptors accept the first value they receive
rule-take-over = { $node } accepts { $value } and gives up { $old }
source-take-over = Helwer, attempts #2 and #3: acceptors accept every value they receive
rule-found-nothing = { $node } answers no: it has accepted nothing
source-found-nothing = Helwer, attempt #3
rule-found-value = { $node } answers that it has accepted { $value }
source-found-value = Helwer, attempt #3
rule-count-answer = { $node } holds { $have } of the { $need } answers that it needs
source-count-answer = Helwer, attempt #3: two rounds
rule-answers-suffice = { $node } holds { $have } answers, a majority of { $need }: it may send a value
source-answers-suffice = Helwer, attempt #3: two rounds
rule-late-answer = { $node } needs this answer no more
source-late-answer = Helwer, attempt #3: what arrives late changes nothing
rule-propose-unopposed = { $node } sends { $value } to every server: nobody that answered had accepted anything
source-propose-unopposed = Helwer, attempt #3: the answers are taken as if they still held
rule-propose-found = { $node } sends { $value } to every server: an answer told of it
source-propose-found = Helwer, attempt #3, read kindly: the deck does not say what a proposer does with a yes
rule-count-acceptance = { $node } has heard of { $have } acceptances of { $value }; { $need } are a majority
source-count-acceptance = Helwer, slide 9: chosen means accepted by a majority
rule-know-majority = { $node } has heard that { $have } servers accepted { $value }, a majority of { $need }
source-know-majority = Helwer, slide 9: chosen means accepted by a majority
rule-idle-acceptance = { $node } has no use for this word from { $from }
source-idle-acceptance = Helwer, slide 4: messages can be delivered several times, and late

# What else is said of its runs only.

event-send-check = { $node } asks what has been accepted
offer-send-check = Ask what has been accepted
notice-chosen-unnumbered = { $value } is chosen: { $nodes } have accepted it
broken-consistency = Both { $a } and { $b } were chosen
broken-immutability = { $first } was chosen at step { $step }, and { $then } at step { $later }
broken-durability = { $nodes } are up, a majority, but no value can find { $need } acceptors any more: each keeps what it has
