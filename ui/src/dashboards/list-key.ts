/** Of the list of dashboards in what is known of the server. */
export const listKey = ['dashboards'] as const
