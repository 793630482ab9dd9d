# Checking every schedule: the panel in the sandbox, and what a search found.
nav-check = Check
command-check = Check every schedule
check-title = Check every schedule
check-lead = All that can happen within these bounds, in every order, shortest runs first. Any message may also be late for ever, which is as good as lost.
check-goal = Look for
check-goal-all = any broken property
check-goal-chosen = a value being chosen
check-goal-stuck = a standstill
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
bound-depth = steps at most
bound-memory = memory, in MB
problem-bound-unknown = There is no bound “{ $key }”.
problem-bound = “{ $name }” is a whole number up to { $most }; “{ $text }” is not. The bound stays as it was.
verdict-searching = Searching …
verdict-found = { $what } in { $steps ->
    [one] one step
   *[other] { $steps } steps
  }, and no fewer
verdict-found-now = { $what } already
verdict-broken = Broken: { $property }
verdict-chosen = A value is chosen
verdict-stuck = Nothing moves any more, and nothing is decided,
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
