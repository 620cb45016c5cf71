//! What is planned in the demo city: late, new, exempt, to be talked about.

use domain::id::PlanId;
use domain::policy::Roles;

use super::{PlanForm, PlanGroup};
use crate::{Actor, Result, Services};

impl Services {
    /// Yanti plans for her people: Rina, Fadil, Sari, Yusuf, Lina.
    pub(crate) async fn demo_plans(&self, yanti: &Actor, people: [&Actor; 5]) -> Result<()> {
        let yanti = Actor { roles: Roles { manager: true, ..Roles::default() }, ..yanti.clone() };
        let [rina, _, sari, yusuf, lina] = people;
        let phishing = self.demo_plan(&yanti, &people, "mengenali-phishing", (40, -3)).await?;
        self.at(self.now().plus_days(-30))
            .exempt_from_plan(&yanti, phishing, yusuf.person, "Tugas belajar sampai Januari.")
            .await?;
        self.at(self.now().plus_days(-38)).accept_plan(sari, phishing, "id").await?;
        let complaints = self.demo_plan(&yanti, &[rina, lina], "menangani-pengaduan-warga", (10, 6)).await?;
        self.at(self.now().plus_days(-9)).accept_plan(rina, complaints, "id").await?;
        let letters = self.demo_plan(&yanti, &[rina, sari], "menulis-surat-dan-pengumuman", (2, 40)).await?;
        let words = "Bulan depan ada pemutakhiran data. Boleh sesudah itu?";
        self.at(self.now().plus_days(-1)).discuss_plan(sari, letters, words, "id").await
    }

    /// A plan of so many days ago, due in so many days.
    async fn demo_plan(&self, by: &Actor, people: &[&Actor], course: &str, (ago, due): (i64, i64)) -> Result<PlanId> {
        let form = PlanForm {
            aim: "people".to_owned(),
            due: self.now().plus_days(due).jakarta().date().to_string(),
            ..PlanForm::default()
        };
        let group = PlanGroup {
            courses: vec![course.to_owned()],
            people: people.iter().map(|actor| actor.person.to_string()).collect(),
            ..PlanGroup::default()
        };
        let plans = self.at(self.now().plus_days(-ago)).assign_plan(by, &form, &[group]).await?;
        plans.first().copied().ok_or(crate::Error::NotFound)
    }
}
