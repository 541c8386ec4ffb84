/** Every channel by name, loaded when a project first uses it. */
export const channels = {
  email: () => import('./email.ts'),
  webhook: () => import('./webhook.ts'),
  slack: () => import('./slack.ts'),
  teams: () => import('./teams.ts'),
  discord: () => import('./discord.ts'),
  telegram: () => import('./telegram.ts'),
  sns: () => import('./sns.ts'),
  pagerduty: () => import('./pagerduty.ts'),
}
