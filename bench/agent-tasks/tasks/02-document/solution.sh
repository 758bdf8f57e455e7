npx create-mcp-provider project --name shop --from api.json --include 'GET /**' --auth basic --yes --json
cd project
printf 'SHOP_USERNAME=%s\nSHOP_PASSWORD=%s\n' "$(cut -d: -f1 ../password.txt)" "$(cut -d: -f2 ../password.txt)" > .env
sed -i 's/^    auth: basic/&\n    shared_credentials: true/' provider-config.yaml
npm run check
cd ..
cat > serve.sh <<"END"
cd project
MCP_ISSUER=$ISSUER MCP_PUBLIC_URL=http://127.0.0.1:$PORT exec node dist/server.js --transport http --port $PORT
END
