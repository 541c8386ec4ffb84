import type { ComponentPropsWithRef } from 'react'
import classes from './card.module.css'

/** A surface that holds one thing. */
export function Card({ className = '', ...rest }: ComponentPropsWithRef<'section'>) {
  return <section className={`${classes.card} ${className}`} {...rest} />
}
