import type { Providers } from "mcp-provider"

export const providers = {
	"acme": async () => await import("./acme/index.js")
} as const satisfies Providers
