npx create-mcp-provider project --name crm --from "curl -H 'x-api-key: $(cat key.txt)' http://127.0.0.1:14010/crm/v1/customers/7" --yes --json
cd project
npx mcp-provider add-tool "curl 'http://127.0.0.1:14010/crm/v1/customers?limit=2'" --yes --json
npx mcp-provider add-tool "curl http://127.0.0.1:14010/crm/v1/orders --json '{\"customer_id\": 7, \"item\": \"lamp\"}'" --yes --json
printf 'CRM_API_KEY=%s\n' "$(cat ../key.txt)" > .env
sed -i 's/^    auth: api-key/&\n    shared_credentials: true/' provider-config.yaml
npm run check
cd ..
cat > serve.sh <<"END"
cd project
MCP_ISSUER=$ISSUER MCP_PUBLIC_URL=http://127.0.0.1:$PORT exec node dist/server.js --transport http --port $PORT
END
