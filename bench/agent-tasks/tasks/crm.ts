/** Commands that make the project of the CRM, which some tasks begin with. */
export const CRM = `
npx create-mcp-provider project --name crm --from "curl -H 'x-api-key: k' http://127.0.0.1:14010/crm/v1/customers/7" --yes
cd project
npx mcp-provider add-tool "curl 'http://127.0.0.1:14010/crm/v1/customers?limit=2'" --yes
printf 'CRM_API_KEY=crm-key-4711\\n' > .env
sed -i 's/^    auth: api-key/&\\n    shared_credentials: true/' provider-config.yaml
git add --all
git -c user.name=Ada -c user.email=ada@example.com commit --quiet --message 'CRM'
cd ..
cat > serve.sh <<'END'
cd project
MCP_ISSUER=$ISSUER MCP_PUBLIC_URL=http://127.0.0.1:$PORT exec node dist/server.js --transport http --port $PORT
END
`;
