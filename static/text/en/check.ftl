# Checking every schedule: the panel in the sandbox, and what a search found.
nav-check = Check
command-check = Check every schedule
check-title = Check every schedule
check-lead = All that can happen within these bounds, in every order, shortest runs first. Any message may also be late for ever, which is as good as lost.
check-goal = Look for
check-goal-all = any broken property
check-goal-chosen = a value being chosen
check-goal-stuck = a standstill
check-goal-livelock = a livelock: a fair loop without a choice
check-goal-property = broken: { $property }
check-from-start = Check from the start
check-from-now = From here
check-cancel = Cancel
check-play = Play it
check-close = Back to settings
bound-proposals = proposals per node
bound-crashes = crashes
bound-restarts = restarts
bound-drops = losses
bound-duplicates = duplicates
bound-timers = timers that fire
bound-partitions = partitions
bound-depth = steps at most
bound-memory = memory, in MB
problem-goal = “{ $goal }” can’t be looked for in this construction.
problem-bound-unknown = There is no bound “{ $key }”.
problem-bound = “{ $name }” is a whole number up to { $most }; “{ $text }” is not. The bound stays as it was.
verdict-searching = Searching …
verdict-found = { $what } in { $steps ->
    [one] one step
   *[other] { $steps } steps
  }, and no fewer
verdict-found-now = { $what } already
verdict-broken = Broken
verdict-chosen = Chosen
verdict-stuck = At a standstill
verdict-livelock = Livelock
verdict-loop = The loop begins after step { $begin }. From there on the run goes once around it: every message arrives, every step that is open is taken, and at the end all is as it was, but for higher numbers. So it can go on for ever.
check-bounds = Bounds
verdict-complete = Complete: no schedule within these bounds goes there
verdict-complete-note = Every world within the bounds was looked at. Beyond them, this says nothing. Worlds are told apart by 64-bit fingerprints: the chance that two were taken for one is { $chance }.
verdict-stopped-depth = Stopped at the greatest number of steps: nothing found so far
verdict-stopped-memory = Stopped when the memory was used up: nothing found so far
verdict-stopped-note = Not everything within the bounds was looked at, so this is no proof.
verdict-here = The search runs on the page’s own thread, since the browser gave it no worker. The page may be slower meanwhile.
verdict-within = Within: { $bounds }.
figure-states = worlds
figure-rate = worlds a second
figure-seconds = seconds
figure-depth = steps deep
figure-frontier = still to look beyond
figure-memory = MB of memory
challenges-title = Break it
challenges-lead = Reach the goal by hand, in as few steps as the search needs. Any step counts.
challenge-start = Start
challenge-hint = Hint
challenge-par = par { $steps }
challenge-impossible = certified impossible
challenge-so-far = { $steps ->
    [one] one step so far
   *[other] { $steps } steps so far
  }
challenge-reached = Reached in { $steps } steps.
challenge-best = your best: { $steps } steps
challenge-certified = you have seen the certificate
challenge-certificate = The search has looked at every schedule: it can’t be done.
hint-next = Next: { $event }. After that { $left ->
    [0] the goal is reached
    [one] one step is left
   *[other] { $left } steps are left
  }.
hint-nothing = From here no schedule within the bounds gets there. Step back.
hint-there = The goal is reached.
challenge-underdog = The underdog
  .lead = Single-decree Paxos: get B’s value chosen, bar.
challenge-split-vote = Split vote
  .lead = One round, the first value counts: bring it to a standstill that no server can end, with nobody failing.
challenge-two-truths = Two truths
  .lead = One round, every value is accepted: get two values chosen.
challenge-look-first = Looked, and yet
  .lead = Two rounds, look first, no numbers: get two values chosen.
challenge-stubborn = Stubborn proposers
  .lead = Numbers, but nobody adopts: get two values chosen.
challenge-two-kings = Two kings
  .lead = Heartbeats elect: let two processes lead at once, although all messages may still arrive.
challenge-left-waiting = Left waiting
  .lead = Two-phase commit: leave a participant that can neither commit nor abort.
challenge-half-married = Half married
  .lead = Three-phase commit: let one commit and another abort.
challenge-two-stories = Two stories
  .lead = Two servers that don’t talk: let the clients see orders that contradict each other.
challenge-overtaken = Overtaken
  .lead = A leader orders, without numbers: contradict yourself all the same.
challenge-false-alarm = False alarm
  .lead = A detector may be wrong once: let the clients see a contradiction.
challenge-both-alone = Both alone
  .lead = The leader waits for a learn, two detectors are wrong: let the clients see a contradiction.
challenge-small-quorum = One short
  .lead = A quorum of one in three acceptors: get two commands into one slot.
challenge-undo-a-choice = Undo a choice
  .lead = Paxos with all its rules: get two values chosen. Try; then let the search look at every schedule.
challenge-two-orders = Two orders
  .lead = Paxos by servers, one slot: let two servers execute differently. Try; then check.

experiments-title = Switch a rule off
experiments-lead = Each is a cluster with one rule otherwise, and a search that shows what comes of it.
experiment-breaks = breaks
experiment-harmless = harmless
experiment-try = Try it
