/** What the shop sells, and who comes to buy it. */

export const products = [
  { path: 'kettle', category: 'kitchen', name: 'Kettle', price: 39.9 },
  { path: 'coffee-mill', category: 'kitchen', name: 'Coffee mill', price: 89 },
  { path: 'bread-knife', category: 'kitchen', name: 'Bread knife', price: 24.5 },
  { path: 'linen-towel', category: 'home', name: 'Linen towel', price: 18 },
  { path: 'wool-blanket', category: 'home', name: 'Wool blanket', price: 119 },
  { path: 'desk-lamp', category: 'home', name: 'Desk lamp', price: 64.9 },
  { path: 'watering-can', category: 'garden', name: 'Watering can', price: 32 },
  { path: 'secateurs', category: 'garden', name: 'Secateurs', price: 46.5 },
  { path: 'bird-house', category: 'garden', name: 'Bird house', price: 27.9 },
] as const

/** With the share of visitors. */
export const cities = [
  { share: 0.24, country: 'ES', city: 'Madrid', lat: 40.42, lon: -3.7 },
  { share: 0.14, country: 'ES', city: 'Barcelona', lat: 41.39, lon: 2.17 },
  { share: 0.08, country: 'ES', city: 'Sevilla', lat: 37.39, lon: -5.98 },
  { share: 0.12, country: 'PT', city: 'Lisboa', lat: 38.72, lon: -9.14 },
  { share: 0.12, country: 'FR', city: 'Paris', lat: 48.86, lon: 2.35 },
  { share: 0.1, country: 'DE', city: 'Berlin', lat: 52.52, lon: 13.4 },
  { share: 0.08, country: 'IT', city: 'Milano', lat: 45.46, lon: 9.19 },
  { share: 0.07, country: 'MX', city: 'Ciudad de México', lat: 19.43, lon: -99.13 },
  { share: 0.05, country: 'AR', city: 'Buenos Aires', lat: -34.6, lon: -58.38 },
] as const

export const devices = [
  { share: 0.58, name: 'phone' },
  { share: 0.34, name: 'computer' },
  { share: 0.08, name: 'tablet' },
] as const

/** One of several by their shares; the last one takes what is left. */
export function chosen<Item extends { readonly share: number }>(items: readonly Item[], random: () => number): Item {
  let left = random()
  for (const item of items) {
    left -= item.share
    if (left < 0) return item
  }
  return items.at(-1)!
}
