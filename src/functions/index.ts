/** Every built-in function by name, loaded when a project first uses it. */
export const functions = {
  drop: () => import('./drop.ts'),
  flatten: () => import('./flatten.ts'),
  rename: () => import('./rename.ts'),
}
