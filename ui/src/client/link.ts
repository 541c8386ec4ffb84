/** Whoever came by a link to a dashboard: the secret behind # stands in the place of an account, on that page only. */
const isLinkPage = /^\/ui\/shared\/[\w-]+$/.test(location.pathname)

export const linkSecret: string | undefined = isLinkPage ? location.hash.slice(1) : undefined
