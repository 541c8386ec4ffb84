import { UserError } from '../../../lib/errors.ts'
import type { SearchQuery, SearchResult } from '../../dataset.ts'
import type { SearchContext } from './search-context.ts'

export async function search(
  query: Omit<SearchQuery, 'signal' | 'limits'>,
  _context: SearchContext,
): Promise<SearchResult> {
  throw new UserError('unsupported', `cannot search for "${query.kql}"`)
}
