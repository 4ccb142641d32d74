document.getElementById("page")!.textContent = "Dateline";
