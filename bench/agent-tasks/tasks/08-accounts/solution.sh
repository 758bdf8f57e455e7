npx create-mcp-provider project --name notes --base-url http://127.0.0.1:14010/notes/v1 --description 'The notes service.' --auth oauth2 --auth-authorization-url http://127.0.0.1:14010/oauth/authorize --auth-token-url http://127.0.0.1:14010/oauth/token --auth-scopes notes:read --tool 'get_me: Whose account it is.' --request 'GET /me' --yes --json
cd project
printf 'NOTES_CLIENT_ID=notes-client\nNOTES_CLIENT_SECRET=%s\n' "$(cat ../secret.txt)" > .env
npm run check
cd ..
cat > serve.sh <<"END"
cd project
MCP_AUTHORIZATION_SERVER=built-in MCP_PUBLIC_URL=http://127.0.0.1:$PORT exec node dist/server.js --transport http --port $PORT
END
