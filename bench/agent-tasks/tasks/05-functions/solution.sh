npx create-mcp-provider project --kind code --name pricing --description 'Prices and delivery times.' --tool 'net_price: Price without tax, in cents.' --param 'gross:integer! Gross price in cents' --param 'rate:number! Tax rate, such as 0.19' --result 'price:integer!' --annotation readOnlyHint=true --tool 'discount: Price with a discount, in cents.' --param 'price:integer! Price in cents' --param 'percent:number! Discount in percent' --result 'price:integer!' --annotation readOnlyHint=true --tool 'shipping_days: Days until a parcel arrives.' --param 'country:string! Country, such as de' --result 'days:integer!' --annotation readOnlyHint=true --yes --json
cd project
cp ../pricing.ts src/
cat > src/providers/pricing/with-errors.ts <<"END"
import { ToolError } from 'mcp-provider';

/** The model reads what a function throws. */
export function withErrors<T>(compute: () => T): T {
  try {
    return compute();
  } catch (error) {
    throw new ToolError(error instanceof Error ? error.message : String(error));
  }
}
END
write() {
  sed -i "/import { ToolError }/d; s#^import { tool } .*#import * as pricing from '../../../pricing.js';\n&\nimport { withErrors } from '../with-errors.js';#; /^  run() {/,/^  },/c\\  run: ($2) => withErrors(() => ($3))," "src/providers/pricing/tools/$1.ts"
}
write net-price '{ gross, rate }' '{ price: pricing.netPrice(gross, rate) }'
write discount '{ price, percent }' '{ price: pricing.discount(price, percent) }'
write shipping-days '{ country }' '{ days: pricing.shippingDays(country) }'
sed -i "s/todo: true, //; s/gross: 1, rate: 2/gross: 119, rate: 0.19/; s/price: 1, percent: 2/price: 200, percent: 99.5/; s/country: 'DE'/country: 'de'/" tests/pricing.test.ts
sed -i '0,/price: 1 }/s//price: 100 }/' tests/pricing.test.ts
npm run check
cd ..
cat > serve.sh <<"END"
cd project
MCP_ISSUER=$ISSUER MCP_PUBLIC_URL=http://127.0.0.1:$PORT exec node dist/server.js --transport http --port $PORT
END
