cd project
npx mcp-provider rename-tool get_customer find_customer --yes --json
npx mcp-provider rename-argument find_customer customer_id customer --yes --json
npx mcp-provider remove-tool list_customers --yes --json
npx mcp-provider add-tool 'DELETE /crm/v1/orders/{order_id} order_id:integer!' --yes --json
npm test -- -u
npm run check
