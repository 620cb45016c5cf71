//! Careers of the demo city: facts about some people, boxes that were set, and a list for a post.

use domain::policy::Roles;

use super::{Criterion, FactForm, Order, Purpose, ShortlistForm, TalentForm};
use crate::{Actor, Result, Services};

impl Services {
    pub(crate) async fn demo_careers(&self, actors: &[Actor]) -> Result<()> {
        let [rina, yanti, fadil, sari, yusuf, lina, agus, _, _, _, dewi, ..] = actors else { return Ok(()) };
        let admin = Actor { roles: Roles { admin: true, ..dewi.roles }, ..dewi.clone() };
        let facts = [
            (rina, "qualification:s1", "Ijazah S-1, arsip BKPSDM 2019/114"),
            (rina, "discipline:none", "Rekap disiplin BKPSDM"),
            (yanti, "qualification:s2", "Ijazah S-2, arsip BKPSDM 2021/87"),
            (yanti, "leadership:yes", "Sertifikat pelatihan kepemimpinan pengawas, angkatan III"),
            (yanti, "discipline:none", "Rekap disiplin BKPSDM"),
            (fadil, "qualification:d3", "Ijazah D-III, arsip BKPSDM 2022/41"),
            (fadil, "discipline:none", "Rekap disiplin BKPSDM"),
            (sari, "qualification:slta", "Ijazah SLTA, arsip BKPSDM 2015/203"),
            (yusuf, "discipline:none", "Rekap disiplin BKPSDM"),
            (lina, "qualification:s1", "Ijazah S-1, arsip BKPSDM 2018/66"),
            (lina, "leadership:no", "Daftar peserta pelatihan kepemimpinan"),
            (agus, "qualification:s1", "Ijazah profesi dokter, arsip BKPSDM 2020/12"),
        ];
        let from = self.now().plus_days(-200).jakarta().date().to_string();
        let then = self.at(self.now().plus_days(-30));
        for (person, fact, source) in facts {
            let form = FactForm { fact: fact.to_owned(), from: from.clone(), source: source.to_owned() };
            then.note_career_fact(&admin, person.person, &form).await?;
        }
        let then = self.at(self.now().plus_days(-9));
        let day = then.now().jakarta().date().to_string();
        then.set_talent(&admin, &TalentForm { name: "Contoh pemetaan talenta".to_owned(), day }).await?;
        let mut conn = self.store.reader().await?;
        let roots = store::organisation::roots(&mut conn, self.now()).await?;
        drop(conn);
        let Some(city) = roots.first() else { return Ok(()) };
        let form = ShortlistForm {
            name: "Calon kepala seksi pelayanan".to_owned(),
            purpose: Purpose::Promotion.code().to_owned(),
            position: "kepala-seksi-pelayanan".to_owned(),
            unit: city.id.to_string(),
            criteria: Criterion::ALL.map(|criterion| criterion.code().to_owned()).to_vec(),
            band: "masih-memenuhi-syarat".to_owned(),
            rank: "2".to_owned(),
            points: "61".to_owned(),
            order: Order::JobMatch.code().to_owned(),
            ..ShortlistForm::default()
        };
        self.at(self.now().plus_days(-2)).make_shortlist(&admin, &form).await?;
        Ok(())
    }
}
