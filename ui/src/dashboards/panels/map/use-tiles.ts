import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { TileMap } from '../../../../../src/model/tile.ts'
import type { ApiError } from '../../../client/api.ts'
import { mapsQuery } from '../../../client/maps.ts'
import { TilePictures } from './tile-pictures.ts'

export interface ShownTiles {
  /** Absent for a map without, and where there is none of that name. */
  readonly tiles?: TilePictures
  /** It is not known yet whether there are any. */
  readonly isOpen: boolean
  /** Why one that is seen is missing. */
  readonly problem?: ApiError | undefined
}

/** Each drawing takes its time where there are many points. */
const between_ms = 80

/** `onChange` is called when there is more of them to see, now and then. */
export function useTiles(name: string | undefined, onChange: () => void): ShownTiles {
  const { data, isPending } = useQuery({ ...mapsQuery, enabled: name !== undefined })
  const map = name === undefined ? undefined : data?.find((one) => one.name === name)
  const [shown, setShown] = useState<Omit<ShownTiles, 'isOpen'>>({})
  const known = map && `${map.name} ${map.version}`
  useEffect(() => {
    if (!map) return setShown({})
    let due: ReturnType<typeof setTimeout> | undefined
    const made = new TilePictures(map as TileMap, () => {
      due ??= setTimeout(() => {
        due = undefined
        setShown((before) => (before.problem === made.problem ? before : { tiles: made, problem: made.problem }))
        onChange()
      }, between_ms)
    })
    setShown({ tiles: made })
    return () => {
      clearTimeout(due)
      made.close()
    }
  }, [known])
  const isOpen = name !== undefined && (isPending || (map !== undefined && !shown.tiles))
  return { ...shown, isOpen }
}
