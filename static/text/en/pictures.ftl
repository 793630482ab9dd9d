# Pictures for slides.
picture-untitled = A run of Paxos
picture-stage = { $run }: the network after step { $at }
picture-diagram = { $run }: steps { $from } to { $to }
picture-pending = { $message } (pending)
picture-lost = { $message } (lost)
picture-copy = { $message } (duplicate)
picture-band-over = over: { $what }
