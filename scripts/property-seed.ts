import fc from 'fast-check'

// The same values at each run, so that a failure is one of the change at hand; PROPERTY_SEED=<any integer> tries others.
fc.configureGlobal({ seed: Number(process.env.PROPERTY_SEED ?? 1) })
