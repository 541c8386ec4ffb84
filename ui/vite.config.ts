import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The product whose API the development server asks: `npm run dev` starts it there. */
const product = `http://127.0.0.1:${process.env.CAUDAL_PORT ?? 4280}`

/** Few files, since each costs a request: what every page needs, and what most pages are made of. */
const codeSplitting = {
  groups: [
    { name: 'first', tags: ['$initial' as const], priority: 2 },
    {
      name: 'components',
      test: /node_modules[\\/](@mantine|@floating-ui|lucide-react)[\\/]|ui[\\/]src[\\/](design[\\/](?!colored-code)|time[\\/]|lib[\\/])/,
      priority: 1,
    },
  ],
}

export default defineConfig(({ isSsrBuild }) => ({
  root: import.meta.dirname,
  base: '/ui/',
  plugins: [react()],
  build: {
    outDir: '../dist/ui',
    target: 'es2023',
    // Fonts and pictures stay files: what is inlined cannot be cached by itself.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
    reportCompressedSize: false,
    manifest: true,
    ...(isSsrBuild ? {} : { rolldownOptions: { output: { codeSplitting } } }),
  },
  // All that is no page and no file of the browser is the product's: what the project publishes may have any path. The product takes
  // changes from its own pages only, so that it is told the host that the browser has asked.
  server: { host: '127.0.0.1', proxy: { '^/(?!ui/)': { target: product, changeOrigin: false } } },
}))
