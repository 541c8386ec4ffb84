import './design/mantine.css'
import './design/fonts.css'
import './design/tokens.css'
import './design/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { loadEarly } from './app/early-page.ts'
import { askWho } from './client/who.ts'

// Where the server cannot be reached, the page that is shown says so.
askWho().catch(() => {})
loadEarly(location.pathname)

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
