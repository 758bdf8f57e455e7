import { runServer } from "mcp-provider/server"
import { providers } from "./providers/index.js"

await runServer({
	root: import.meta.dirname,
	providers, // all
	branding: { name: "Acme" },
})
