// Forms that write a statement and buttons that withdraw one, on plain server-made pages.
import { remember } from "./undo.js";
import { word } from "./words.js";
import { tell, write } from "./writing.js";

/** What a form holds: ticked boxes of one name as a list, flags as true or false, the rest as words. */
function given(form) {
  const body = {};
  for (const field of form.elements) {
    if (!field.name || field.disabled) continue;
    if ("list" in field.dataset) (body[field.name] ??= []).push(...(field.checked ? [field.value] : []));
    else if ("flag" in field.dataset) body[field.name] = field.checked;
    else body[field.name] = field.value;
  }
  for (const part of form.querySelectorAll("tq-place")) body[part.getAttribute("name")] = part.value();
  return body;
}

/** Writes, and shows the page that it leads to; with `stay` this one as it is now. */
async function written(path, body, stay = false) {
  try {
    const answer = await write(path, body);
    remember(answer.edit);
    if (answer.href && !stay) location.assign(answer.href);
    else location.reload();
  } catch (error) { tell(error); }
}

document.addEventListener("submit", (event) => {
  const path = event.target.dataset?.write;
  if (!path) return;
  event.preventDefault();
  const button = event.submitter;
  if (button) button.disabled = true;
  written(path, given(event.target), "stay" in event.target.dataset).finally(() => { if (button) button.disabled = false; });
});

document.addEventListener("click", (event) => {
  const withdrawing = event.target.closest("[data-withdraw]");
  if (withdrawing && confirm(word("withdraw-sure"))) written("/withdraw", { statement: withdrawing.dataset.withdraw });
  const leaving = event.target.closest("[data-leave]");
  if (leaving) {
    const { items } = given(leaving.form);
    if (items.length) written("/table/edit", { act: "leave", items, incident: leaving.dataset.leave });
  }
});

/** Toll has numbers, the other accounts have none. */
for (const select of document.querySelectorAll("select[name=property]")) {
  const numbers = select.form.querySelector(".only-toll");
  const show = () => { if (numbers) numbers.hidden = select.value !== "account.toll"; };
  select.addEventListener("change", show);
  show();
}
