import classes from './kbd.module.css'

/** A key, as on a keyboard. */
export function Kbd({ children }: { children: string }) {
  return <kbd className={classes.kbd}>{children}</kbd>
}
