# Words of the page where a visit starts.

home-title = Paxos, one message at a time
home-lead = Five lectures, replayed on the real protocol. Deliver, drop and delay every message yourself; crash whoever you like; see what holds, and what only seemed to.
home-first-minute = Your first minute
home-by-hand = Two proposers, by hand
home-resume = Continue: { $title }
home-continue = { $count ->
    [one] Continue where you were: your run of one step
   *[other] Continue where you were: your run of { $count } steps
}

search-label = Search lessons and starts
search-hint = Search: a word, a lecturer, a scene’s id
search-found = { $lessons ->
    [0] No lesson
    [one] One lesson
   *[other] { $lessons } lessons
} and { $starts ->
    [0] no start
    [one] one start
   *[other] { $starts } starts
} found.
search-nothing = Nothing here fits “{ $text }”. Try one word of a title, a lecturer’s name, or the id of a scene such as R4.
search-part = in “{ $part }”

reading-new = not read yet
reading-begun = begun
reading-done = read to the end
entry-fails = fails: { $properties }

deck-by = after { $by } · { $covered } of { $count } scenes
deck-by-whole = after { $by } · all { $count } scenes
deck-by-empty = after { $by } · { $count } scenes
deck-empty = No lesson follows this lecture yet.
deck-read = { $done } of { $count } read
deck-none = Beside the lectures
deck-none-lead = what no slide shows

what-if-title = What if …
what-if-lead = Runs that were stopped at the interesting moment. Step back to see how it came about, or go on as you like.
starts-crashes = Somebody crashes
starts-network = The network misbehaves
starts-numbers = Two proposers and their numbers
starts-quorums = Other clusters
starts-attempts = Before Paxos
starts-slots = Moderately complex, with a rule changed
starts-by-hand = By hand, from nothing
start-two-proposers = Two proposers, by hand
start-two-proposers-summary = Three acceptors, one learner: everything a duel needs.
start-five-acceptors = Five acceptors that answer
start-five-acceptors-summary = Two may crash, and whoever is too late is told so.
start-told-by-proposer = Told by the proposer
start-told-by-proposer-summary = Thomas Marshall’s cluster: acceptors answer the proposer, it tells three learners.
start-crowd = A crowd
start-crowd-summary = Three proposers, nine acceptors: let chance play, and split the network 3–3–3.
start-split-quorums = Quorums that don’t meet
start-split-quorums-summary = Two of four is no majority: two values can be chosen. Try it.
start-eyebrow = What if …
start-return = Back to the starting point
