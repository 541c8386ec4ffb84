/** What kind of picture a tile is, by its first bytes: whatever a server calls it, nothing else is handed to a browser. */
export interface TilePicture {
  readonly bytes: Uint8Array
  readonly type: 'image/png' | 'image/jpeg' | 'image/webp'
}

/** A larger one is no tile. */
export const mostTile_bytes = 2 << 20

/** Undefined for what is no PNG, JPEG or WebP. */
export function maybePicture(bytes: Uint8Array): TilePicture | undefined {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 12)).toString('latin1')
  if (start.startsWith('\x89PNG\r\n\x1a\n')) return { bytes, type: 'image/png' }
  if (start.startsWith('\xff\xd8\xff')) return { bytes, type: 'image/jpeg' }
  if (/^RIFF.{4}WEBP/s.test(start)) return { bytes, type: 'image/webp' }
  return undefined
}
