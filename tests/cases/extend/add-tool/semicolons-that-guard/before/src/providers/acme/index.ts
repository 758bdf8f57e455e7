import './tools/list-rooms.js'
import './tools/find-people.js'

;['ACME_TOKEN'].forEach((name) => {
  if (process.env[name] === '') delete process.env[name]
})

export * as apiAuth from './api/auth.js'
export * as mcpInstance from './mcp-instance.js'
export * as serverAuth from './server-auth.js'
