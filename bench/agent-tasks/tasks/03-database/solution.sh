npx create-mcp-provider project --name planner --from sqlite:planner.db --user-column owner --yes --json
cd project
sed -i "s#{ users: 'parameter' }#{\n  users: 'parameter',\n  userOf: ({ userId }) => userId.split('|').at(-1) ?? userId,\n}#" src/providers/planner/api/database.ts
sed -i "s/:alice/'token-of-alice'/; s/:bob/'token-of-bob'/" tests/planner.sql
npm run check
cd ..
cat > serve.sh <<"END"
cd project
MCP_ISSUER=$ISSUER MCP_PUBLIC_URL=http://127.0.0.1:$PORT exec node dist/server.js --transport http --port $PORT
END
