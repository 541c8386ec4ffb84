import type { ComponentType } from 'react'
import type { PanelProps } from './panel.ts'
import classes from './trellis.module.css'
import type { Cell } from './trellis.ts'

/** Small charts beside one another, each with its name. */
export function TrellisView({
  cells,
  View,
  ...props
}: PanelProps & { cells: readonly Cell[]; View: ComponentType<PanelProps> }) {
  return (
    <ul className={classes.cells} aria-label={props.title} tabIndex={0}>
      {cells.map(({ name, panel, answer }) => (
        <li key={name}>
          <h3>{name}</h3>
          <div>
            <View {...props} panel={panel} answer={answer} title={`${props.title}: ${name}`} />
          </div>
        </li>
      ))}
    </ul>
  )
}
