import type { SourceDeclaration } from './source.ts'
export const sources: Record<string, () => Promise<{ default: SourceDeclaration }>> = {}
