import { newcomer, signUp } from "../support/people";
import { test } from "../support/test";

test("look", async ({ page }) => {
  test.setTimeout(180_000);
  await signUp(page, newcomer());
  const id = await page.evaluate(async () => {
    const post = async (path: string, body: unknown) => (await fetch(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) })).json();
    const made = await post("/api/v1/listings", { title: "Lenovo ThinkCentre M75q Gen 2 (5650GE)", price_usd: "319", condition: "used", cpu: "AMD Ryzen 5 PRO 5650GE", ram_gb: 32, ram_type: "ddr4", primary_storage_gb: 1024, primary_storage_medium: "nvme", secondary_storage_gb: 500, secondary_storage_medium: "hdd", os_license: "Windows 11 Pro", manufacturer: "Lenovo", model: "M75q Gen 2", form_factor: "tiny", seller: "shop.example", listing_url: "https://example.com/1", notes: "ask about the fan", attrs: { missing_adapter: true, lan_2_5g: true } });
    const ids = made.id ?? made;
    await post(`/api/v1/listings/${made.id}/price`, { price_usd: "349", seen_at: "2026-10-01T10:00:00Z" });
    await post(`/api/v1/listings/${made.id}/price`, { price_usd: "329", seen_at: "2026-10-20T10:00:00Z", note: "voucher" });
    await post(`/api/v1/listings/${made.id}/price`, { price_usd: "289" });
    await post(`/api/v1/listings/${made.id}/links`, {});
    return ids;
  });
  console.log("made", JSON.stringify(id));
  for (const scheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    for (const width of [390, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      for (const [name, path] of [["form", "/listings/new"], ["edit", `/listings/${id}/edit`], ["overview", `/listings/${id}`], ["valuation", `/listings/${id}?tab=valuation`], ["notes", `/listings/${id}?tab=notes`], ["sharing", `/listings/${id}?tab=sharing`], ["delete", `/listings/${id}?confirm=delete`], ["gone", "/listings/0"]] as const) {
        if (scheme === "dark" && ["notes", "gone", "delete", "form"].includes(name)) continue;
        await page.goto(path);
        await page.getByRole("heading", { level: 1 }).waitFor();
        await page.screenshot({ path: `/tmp/listing-shots/${name}-${width}-${scheme}.png`, fullPage: true });
      }
    }
  }
});
