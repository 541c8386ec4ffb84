import { Button, Tabs } from '@mantine/core'
import { copy } from '../design/clipboard.ts'
import { useMessages } from '../i18n/messages.ts'
import { snippetsOf } from './figures.ts'
import classes from './snippets.module.css'
import { texts } from './texts.ts'

const names = { curl: 'curl', javascript: 'JavaScript' } as const

/** The same request from a shell and from a program. */
export function Snippets({ url, isPublic }: { url: string; isPublic: boolean }) {
  const t = useMessages(texts)
  const snippets = snippetsOf(url, isPublic)
  return (
    <Tabs defaultValue="curl" keepMounted={false} className={classes.snippets ?? ''}>
      <Tabs.List aria-label={t.code}>
        {Object.entries(names).map(([key, name]) => (
          <Tabs.Tab key={key} value={key}>
            {name}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {Object.entries(snippets).map(([key, text]) => (
        <Tabs.Panel key={key} value={key} className={classes.panel ?? ''}>
          <pre tabIndex={0}>{text}</pre>
          <Button onClick={() => void copy(text, t.copied)}>{t.copy}</Button>
        </Tabs.Panel>
      ))}
    </Tabs>
  )
}
