/** Every source by name, loaded when a project first uses it. */
export const sources = {
  tail: () => import('./tail/index.ts'),
  files: () => import('./files/index.ts'),
  host: () => import('./host.ts'),
  simulate: () => import('./simulate.ts'),
}
