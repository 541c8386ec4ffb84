import type { FastifyRequest } from 'fastify'
import { didYouMean } from '../../lib/similar.ts'
import { isAllowed, isNamed } from '../../runtime/access.ts'
import type { Platform } from '../../runtime/platform.ts'

/** The endpoint that was probably meant by a path that nothing has, among those that who asks may know of. */
export function maybeMeantPath(platform: Platform, request: FastifyRequest): string | undefined {
  const caller = platform.identities.callerOf(request.headers)
  const visible = platform.endpoints.all.filter(
    ({ name, isPublic }) => isPublic || (caller && isAllowed(caller, 'view') && isNamed(caller, name)),
  )
  return didYouMean(
    request.url.split('?')[0]!,
    visible.map(({ name }) => name),
  )
}
