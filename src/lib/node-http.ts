/**
 * `node:http` as it is required. An import of it loads all that `fetch` is made of too, since WebSocket is among its exports: 50 ms of
 * each start and each command.
 */
import type * as Http from 'node:http'
import type * as Https from 'node:https'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

export const http = require('node:http') as typeof Http
export const https = require('node:https') as typeof Https
