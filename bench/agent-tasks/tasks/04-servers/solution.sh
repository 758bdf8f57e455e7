npx create-mcp-provider project --from 'npx -y @modelcontextprotocol/server-everything@2026.8.31' --yes --json
cd project
npx mcp-provider import mcp 'npx -y @modelcontextprotocol/server-memory@2026.8.31' --yes --json
sed -i 's/^    auth: none/&\n    shared_credentials: true/' provider-config.yaml
npm run check
cd ..
cat > serve.sh <<"END"
cd project
MCP_ISSUER=$ISSUER MCP_PUBLIC_URL=http://127.0.0.1:$PORT exec node dist/server.js --transport http --port $PORT
END
