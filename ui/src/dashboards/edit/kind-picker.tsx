import type { PanelType } from '../../../../src/model/dashboard.ts'
import { useMessages } from '../../i18n/messages.ts'
import { panels } from '../panels/index.ts'
import { texts } from '../texts.ts'
import { texts as kindTexts } from './kind-texts.ts'
import classes from './panel-editor.module.css'

/** The kinds of panels, as pictures with their names. */
export function KindPicker({ type, onChange }: { type: PanelType; onChange: (type: PanelType) => void }) {
  const t = useMessages(texts)
  const { about } = useMessages(kindTexts)
  return (
    <div>
      <div className={classes.label}>{t.kind}</div>
      <div className={classes.kinds} role="radiogroup" aria-label={t.kind}>
        {Object.entries(panels).map(([name, { icon: Icon }]) => (
          <button
            key={name}
            type="button"
            role="radio"
            aria-checked={name === type}
            title={about(name as PanelType)}
            className={classes.kind}
            onClick={() => onChange(name as PanelType)}
          >
            <Icon size={17} strokeWidth={1.6} aria-hidden="true" />
            {t[name as PanelType]}
          </button>
        ))}
      </div>
      <p className={classes.about}>{about(type)}</p>
    </div>
  )
}
