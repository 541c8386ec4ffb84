import { useWho } from '../client/who.ts'
import classes from './brand-mark.module.css'
import { Mark } from './mark.tsx'

/** The logo of the company, or ours. */
export function BrandMark({ size = 24 }: { size?: number }) {
  const logo = useWho()?.brand?.logo
  if (logo === undefined) return <Mark size={size} />
  return <img className={classes.logo} src={logo} alt="" style={{ maxHeight: size }} />
}
