cd project
npx mcp-provider config claude-code --write --scope project --json
npx mcp-provider config cursor --write --scope project --json
