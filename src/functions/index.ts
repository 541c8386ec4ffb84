/** Every built-in function by name, loaded when a project first uses it. */
export const functions = {
  cast: () => import('./cast.ts'),
  clean: () => import('./clean/index.ts'),
  dedupe: () => import('./dedupe.ts'),
  drop: () => import('./drop.ts'),
  flatten: () => import('./flatten.ts'),
  lookup: () => import('./lookup.ts'),
  rename: () => import('./rename.ts'),
  route: () => import('./route.ts'),
  sample: () => import('./sample.ts'),
  window: () => import('./window/index.ts'),
}
